"""Which layers stop each attempt of `attempts`, each of them alone."""

READING = {
    "read_a_file_that_is_closed_to_others": "landlock user",
    "read_a_file_that_anybody_may_read": "landlock",
    "list_a_folder": "landlock",
    "read_through_a_handle": "landlock user seccomp",
    "read_the_parents_memory": "landlock user",
    "read_the_parents_environment": "landlock user",
    "list_the_parents_files": "landlock user",
    "copy_the_parents_memory": "landlock user seccomp",
    "trace_the_parent": "landlock user seccomp",
    "take_a_file_of_the_parent": "landlock user seccomp",
}
WRITING = {
    "write_over_the_results": "landlock user seccomp",
    "write_where_others_may_not": "landlock user seccomp",
    "write_where_anybody_may": "landlock seccomp",
    "write_into_its_working_folder": "landlock user seccomp",
    "fill_the_disk_without_a_name": "landlock seccomp",
    "make_a_folder": "landlock seccomp",
    "make_a_link": "landlock seccomp",
    "remove_the_results": "landlock user seccomp",
    "change_the_rights_of_a_file": "user seccomp",
}
PROCESSES = {
    "fork": "seccomp",
    "start_a_program": "landlock seccomp",
    "become_another_program": "landlock seccomp",
    "leave_a_process": "seccomp",
    "signal_the_parent": "landlock user seccomp",
    "signal_everybody": "seccomp",
    "stop_the_parent_with_its_death_signal": "seccomp",
    "make_itself_traceable": "seccomp",
}
RIGHTS = {
    "become_root": "user seccomp",
    "change_root": "user seccomp",
    "mount": "landlock user seccomp",
    "unshare_a_user_namespace": "seccomp",
    "unshare_a_mount_namespace": "user seccomp",
    "enter_a_namespace": "user seccomp",
    "clone_into_a_namespace": "seccomp",
    "clone3": "seccomp",
    "call_as_32_bits": "seccomp",
    "call_as_x32": "seccomp",
}
NETWORK = {
    "connect_over_tcp": "landlock seccomp",
    "send_over_udp": "seccomp",
    "look_up_a_name": "seccomp",
    "connect_to_an_abstract_socket": "landlock seccomp",
    "open_netlink": "seccomp",
    "open_the_kernels_cryptography": "seccomp",
    "pass_a_descriptor": "seccomp",
}
DOORS = {
    "keyring": "seccomp",
    "io_uring": "seccomp",
    "bpf": "user seccomp",
    "userfaultfd": "seccomp",
    "perf_events": "seccomp",
    "memory_file": "seccomp",
    "shared_memory": "seccomp",
    "message_queue": "seccomp",
    "watch_files": "seccomp",
    "type_into_the_terminal": "seccomp",
    "own_a_descriptor_that_signals": "seccomp",
}
RESOURCES = {
    "fork_many": "seccomp limits",
    "map_much_memory": "limits",
    "write_a_large_file": "landlock seccomp limits",
    "open_many_files": "limits",
    "raise_its_limits": "user limits",
}
STOPPED_BY = {
    name: frozenset(layers.split())
    for group in (READING, WRITING, PROCESSES, RIGHTS, NETWORK, DOORS, RESOURCES)
    for name, layers in group.items()
}

NEWER_LANDLOCK = {"connect_over_tcp": 4, "signal_the_parent": 6, "connect_to_an_abstract_socket": 6}
"""Attempts that Landlock stops only from a version of its interface on."""

MAY_FAIL_BY_ITSELF = {
    "call_as_32_bits",
    "call_as_x32",
    "open_the_kernels_cryptography",
    "type_into_the_terminal",
    "raise_its_limits",
    "perf_events",
    "message_queue",
    "userfaultfd",
    "io_uring",
    "keyring",
    "mount",
    "unshare_a_user_namespace",
    "clone_into_a_namespace",
    "read_through_a_handle",
}
"""What some kernels or containers do not let even root do."""

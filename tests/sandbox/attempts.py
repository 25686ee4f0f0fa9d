# ruff: noqa: PTH101, PTH102, PTH108, PTH110, PTH118, PTH120, PTH123, PTH208, PTH211, SIM115
"""What hostile code tries. Each function raises OSError where it was stopped, and says what it got
otherwise. The file imports nothing of ours, so that it can be a submission as it stands.
"""

import ctypes
import errno
import mmap
import os
import platform
import resource
import socket
import struct
import threading
import time

PARENT = os.getppid()
"""The launcher; or, where one layer is tried alone, the process that stands for it."""
TARGET: dict = {}
"""Files, ports and names that the test prepared."""

LIBC = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"


def libc(name, *args):
    LIBC.syscall.restype = ctypes.c_long
    result = getattr(LIBC, name)(*[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def syscall(x86, arm, *args):
    return libc("syscall", x86 if X86 else arm, *args)


# Reading


def read_a_file_that_is_closed_to_others():
    return open(TARGET["closed"]).read()


def read_a_file_that_anybody_may_read():
    return open(TARGET["open"]).read()


def list_a_folder():
    return str(os.listdir(os.path.dirname(TARGET["open"])))


def read_through_a_handle():
    handle = ctypes.create_string_buffer(136)
    struct.pack_into("=I", handle, 0, 128)
    mount = ctypes.c_int()
    path = TARGET["open"].encode()
    syscall(303, 264, -100, path, handle, ctypes.byref(mount), 0)
    root = os.open("/", os.O_RDONLY)
    return str(syscall(304, 265, root, handle, os.O_RDONLY))


def read_the_parents_memory():
    place = open(f"/proc/{PARENT}/maps").readline().split("-")[0]
    memory = os.open(f"/proc/{PARENT}/mem", os.O_RDONLY)
    return os.pread(memory, 16, int(place, 16)).hex()


def read_the_parents_environment():
    return open(f"/proc/{PARENT}/environ").read()


def list_the_parents_files():
    return str(os.listdir(f"/proc/{PARENT}/fd"))


def copy_the_parents_memory():
    here = ctypes.create_string_buffer(16)
    local = struct.pack("=QQ", ctypes.addressof(here), 16)
    place = int(TARGET["address"])
    return str(syscall(310, 270, PARENT, local, 1, struct.pack("=QQ", place, 16), 1, 0))


def trace_the_parent():
    libc("ptrace", 0x4206, PARENT, 0, 0)
    return "seized"


def take_a_file_of_the_parent():
    descriptor = syscall(434, 434, PARENT, 0)
    return str(syscall(438, 438, descriptor, 0, 0))


def read_the_environment_it_was_started_with():
    found = open("/proc/self/environ").read()
    if "SECRET" not in found:
        raise PermissionError(errno.ENOENT, "nothing secret")
    return found


# Writing


def write_over_the_results():
    open(TARGET["results"], "r+").close()
    return "opened"


def write_where_others_may_not():
    open(os.path.join(os.path.dirname(TARGET["results"]), "new"), "w").close()
    return "written"


def write_where_anybody_may():
    path = os.path.join(TARGET["shared"], f"left-{os.getpid()}")
    with open(path, "w") as file:
        file.write("I was here")
    return path


def write_into_its_working_folder():
    open("left", "w").close()
    return "written"


def write_into_its_submission():
    open(os.path.join(os.path.dirname(__file__), "left"), "w").close()
    return "written"


def fill_the_disk_without_a_name():
    return str(os.open(TARGET["shared"], os.O_TMPFILE | os.O_RDWR))


def make_a_folder():
    os.mkdir(os.path.join(TARGET["shared"], f"folder-{os.getpid()}"))
    return "made"


def make_a_link():
    os.symlink(TARGET["open"], os.path.join(TARGET["shared"], f"link-{os.getpid()}"))
    return "made"


def remove_the_results():
    os.unlink(TARGET["removable"])
    return "removed"


def change_the_rights_of_a_file():
    os.chmod(TARGET["results"], 0o666)
    return "changed"


# Processes


def fork():
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    return "forked"


def start_a_program():
    pid = os.posix_spawn("/bin/true", ["true"], {})
    status = os.waitpid(pid, 0)[1]
    if status:
        raise PermissionError(errno.EACCES, f"it ended with {status}")
    return "started"


def become_another_program():
    """In a child, or the answer would be lost."""
    os.execv("/bin/true", ["true"])


def leave_a_process():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(1)
        os._exit(0)
    os.wait()
    return "left"


def signal_the_parent():
    os.kill(PARENT, 0)
    return "may signal"


def signal_everybody():
    os.kill(-1, 0)
    return "may signal"


def stop_the_parent_with_its_death_signal():
    libc("prctl", 1, 0, 0, 0, 0)
    return "the parent's death ends nothing"


def make_itself_traceable():
    libc("prctl", 4, 1, 0, 0, 0)
    return "traceable"


# Rights


def become_root():
    os.setuid(0)
    return "root"


def change_root():
    os.chroot("/")
    return "changed"


def mount():
    libc("mount", b"none", TARGET["shared"].encode(), b"tmpfs", 0, None)
    libc("umount2", TARGET["shared"].encode(), 0)
    return "mounted"


def unshare_a_user_namespace():
    libc("unshare", 0x10000000)
    return "unshared"


def unshare_a_mount_namespace():
    libc("unshare", 0x00020000)
    return "unshared"


def enter_a_namespace():
    libc("setns", os.open("/proc/self/ns/ipc", os.O_RDONLY), 0)
    return "entered"


def clone_into_a_namespace():
    pid = syscall(56, 220, 0x10000000 | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return "cloned"


def clone3():
    arguments = struct.pack("=8Q", 0, 0, 0, 0, 17, 0, 0, 0)
    pid = syscall(435, 435, arguments, len(arguments))
    if pid == 0:
        os._exit(0)
    return "cloned"


def raise_its_limits():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1] + 1
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except ValueError as error:  # how Python says EPERM here
        raise PermissionError(errno.EPERM, str(error)) from error
    return "raised"


def call_as_32_bits():
    """``int 0x80``, which numbers the calls in another way. It is killed for it."""
    if not X86:
        raise PermissionError(errno.EPERM, "only x86 has it")
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
    start = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return str(ctypes.CFUNCTYPE(ctypes.c_int)(start)())


def call_as_x32():
    if not X86:
        raise PermissionError(errno.EPERM, "only x86 has it")
    return str(libc("syscall", 0x40000000 + 39))


# Network


def connect_over_tcp():
    socket.create_connection(("127.0.0.1", TARGET["port"]), 2).close()
    return "connected"


def send_over_udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
    return "sent"


def look_up_a_name():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    return "could ask"


def connect_to_an_abstract_socket():
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect("\0" + TARGET["abstract"])
    return "connected"


def open_netlink():
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()
    return "opened"


def open_the_kernels_cryptography():
    socket.socket(38, socket.SOCK_SEQPACKET).close()
    return "opened"


def pass_a_descriptor():
    one, _two = socket.socketpair()
    socket.send_fds(one, [b"x"], [0])
    return "passed"


# The kernel's other doors


def keyring():
    return str(syscall(248, 217, b"user", b"left", b"data", 4, -2))


def io_uring():
    return str(syscall(425, 425, 1, ctypes.create_string_buffer(120)))


def bpf():
    return str(syscall(321, 280, 0, struct.pack("=IIII", 2, 4, 4, 1) + bytes(112), 128))


def userfaultfd():
    return str(syscall(323, 282, 1))


def perf_events():
    attributes = ctypes.create_string_buffer(struct.pack("=IIQ", 1, 120, 1) + bytes(104), 120)
    return str(syscall(298, 241, attributes, 0, -1, -1, 0))


def memory_file():
    return str(os.memfd_create("hidden"))


def shared_memory():
    segment = syscall(29, 194, 0, 4096, 0o1600)
    return str(syscall(31, 195, segment, 0, None))  # and away with it again


def message_queue():
    syscall(240, 180, b"left", os.O_CREAT | os.O_RDWR, 0o600, None)
    return str(syscall(241, 181, b"left"))  # and away with it again


def watch_files():
    return str(syscall(294, 26, 0))


def type_into_the_terminal():
    """TIOCSTI; without a filter it says that there is no terminal."""
    libc("ioctl", 0, 0x5412, b"x")
    return "typed"


def own_a_descriptor_that_signals():
    """F_SETOWN: the kernel signals that process when the descriptor has news."""
    one, _two = os.pipe()
    libc("fcntl", one, 8, PARENT)
    return "owned"


# Resources


def fork_many():
    children = []
    try:
        while len(children) < 600:
            pid = os.fork()
            if pid == 0:
                threading.Event().wait()
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
    return f"{len(children)} processes"


def map_much_memory():
    try:
        mmap.mmap(-1, 3 << 30).close()
    except (OSError, MemoryError) as error:
        raise PermissionError(errno.ENOMEM, "no memory") from error
    return "mapped"


def write_a_large_file():
    path = os.path.join(TARGET["shared"], f"large-{os.getpid()}")
    try:
        with open(path, "wb") as file:
            file.truncate(100 * 2**20)
    finally:
        if os.path.exists(path):
            os.unlink(path)
    return "written"


def open_many_files():
    kept = []
    while len(kept) < 500:
        kept.append(os.dup(0))
    return "500 descriptors"


ATTEMPTS = {
    name: value
    for name, value in list(globals().items())
    if callable(value)
    and getattr(value, "__module__", None) == __name__
    and name not in ("libc", "syscall")
}


def attempt(name, target):
    """What came of an attempt: ``stopped: <error>``, or what it got."""
    TARGET.update(target)
    try:
        return f"got: {ATTEMPTS[name]()}"
    except OSError as error:
        return f"stopped: {errno.errorcode.get(error.errno, error)}"

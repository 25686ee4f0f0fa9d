"""Objects of the judge that the student's code may use: a budget that it cannot cheat.

The object stays in the judge. The student's side gets a proxy with the listed methods and nothing
else; each call of one crosses the channel as plain data, is counted in the judge, and ends the
check where there are too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from autograder.channel.outcome import CheckEnded
from autograder.channel.plain import Opaque
from autograder.channel.reader import decode
from autograder.channel.wire import encode
from autograder.errors import AuthoringError
from autograder.model import Verdict

Slots = Mapping[int | str, "Callback"]
"""Which argument, by position or by name, is which callback."""

Asked = Callable[[int | str, str, tuple[Any, ...], dict[str, Any]], Any]
"""Carries a proxy's call to the judge: (slot, method, args, kwargs) -> the result."""


class Callback:
    """A trusted object as an argument of the student's code; made by `callback`."""

    def __init__(self, target: object, methods: tuple[str, ...], max_calls: int) -> None:
        self._target, self.methods, self.max_calls = target, methods, max_calls
        self.calls_of: Counter[str] = Counter()

    @property
    def calls(self) -> int:
        """How many calls were made so far, of all methods."""
        return self.calls_of.total()

    def answer(self, method: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Count and make one call; ends the check with FAILED where the budget is used up."""
        if not isinstance(method, str) or method not in self.methods:
            raise CheckEnded(Verdict.FAILED, "it asked for a method that is not offered")
        if self.calls >= self.max_calls:
            made = ", ".join(f"{name}: {count}" for name, count in sorted(self.calls_of.items()))
            text = f"it made more than the {self.max_calls} calls allowed ({made})"
            raise CheckEnded(Verdict.FAILED, text)
        self.calls_of[method] += 1
        return getattr(self._target, method)(*args, **kwargs)


def callback(
    target: object, methods: tuple[str, ...] = ("reset", "step"), max_calls: int = 1000
) -> Callback:
    """Wrap an object of the judge for one call of the student's code.

    ::

        env = callback(Corridor(5), methods=("reset", "step"), max_calls=200)
        returns = expect(student.mc_control(env, episodes=10)).has_type(dict).value
        expect(env.calls_of["reset"], label="episodes begun").equal_to(10)

    Make a new one for each side and each call: it counts.
    """
    for name in methods:
        if name.startswith("_") or not callable(getattr(target, name, None)):
            raise AuthoringError(
                f"callback: {target!r} has no public method {name!r}. List those it has."
            )
    return Callback(target, methods, max_calls)


class Proxy:
    """What the student's code holds instead of the object."""

    def __init__(self, slot: int | str, methods: tuple[str, ...], asked: Asked) -> None:
        for name in methods:
            setattr(self, name, _method(slot, name, asked))


def _method(slot: int | str, name: str, asked: Asked) -> Callable[..., Any]:
    return lambda *args, **kwargs: asked(slot, name, args, kwargs)


def taken_out(
    args: tuple[Any, ...], kwargs: dict[str, Any], stand_in: Any = None
) -> tuple[tuple[Any, ...], dict[str, Any], Slots]:
    """Arguments with ``stand_in`` for each callback, and the callbacks by their places."""
    named: dict[int | str, Any] = dict(enumerate(args))
    named.update(kwargs)
    slots = {slot: value for slot, value in named.items() if isinstance(value, Callback)}
    plain = tuple(stand_in if index in slots else value for index, value in enumerate(args))
    return plain, {key: stand_in if key in slots else kwargs[key] for key in kwargs}, slots


def put_in(
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    methods: Mapping[int | str, tuple[str, ...]],
    asked: Asked,
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The same arguments with a proxy in each callback's place."""
    proxies = {slot: Proxy(slot, names, asked) for slot, names in methods.items()}
    whole = tuple(proxies.get(index, value) for index, value in enumerate(args))
    return whole, {key: proxies.get(key, value) for key, value in kwargs.items()}


def shown(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments as a transcript keeps them: callbacks by their name only."""
    plain_args, plain_kwargs, _ = taken_out(args, kwargs, Opaque("callback"))
    return plain_args, plain_kwargs


def answered(slots: Slots, asked: Any) -> tuple[Any, ...] | None:
    """The answer to a message of a worker that is a proxy's call; None for any other message."""
    match asked:
        case ("callback", int() | str() as slot, str(method), tuple(args), dict(kwargs)):
            if slot not in slots:
                raise CheckEnded(Verdict.FAILED, "it used an object of an earlier call")
            return _result(slots[slot], method, args, kwargs)
    return None


def _result(
    wrapped: Callback, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, ...]:
    try:
        return "value", wrapped.answer(method, args, kwargs)
    except CheckEnded:
        raise
    except Exception as error:  # the object's own complaint, such as a step after the end
        return "raised", f"{type(error).__name__}: {error}"


def opened(answer: Any) -> Any:
    """What a proxy's method returns or raises, from the judge's answer."""
    word, value = answer
    if word == "raised":
        raise RuntimeError(value)
    return value


def asked_here(slots: Slots) -> Asked:
    """Proxies' calls without a process between, copied all the same: for the reference."""

    def ask(slot: int | str, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        sent = decode(encode(("callback", slot, method, args, kwargs)))
        return opened(decode(encode(answered(slots, sent))))

    return ask

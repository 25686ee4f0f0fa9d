"""Values that lie where they are compared."""

from __future__ import annotations

from ..attack import Attack, Layer, Naive

ATTACKS = (
    Attack(
        name="object-equal-to-all",
        does="Returns an object that is equal to everything.",
        code="""
            class Equal:
                __eq__ = lambda self, other: True
                __ne__ = lambda self, other: False
                __hash__ = None

            def evens(n):
                return Equal()
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="Only the name of its type crosses.",
        naive=Naive.FULL,
    ),
    Attack(
        name="text-equal-to-all",
        does="Returns a subclass of str that is equal to everything.",
        code="""
            class Equal(str):
                __eq__ = lambda self, other: True
                __ne__ = lambda self, other: False
                __hash__ = str.__hash__

            def answer(x):
                return Equal(report())
        """,
        by=(Layer.CHANNEL,),
        known="A plain str of the same letters arrives.",
        naive=Naive.FULL,
    ),
    Attack(
        name="list-that-lies",
        does="Returns a list whose comparison, length and items lie.",
        code="""
            class Lying(list):
                __eq__ = lambda self, other: True
                __ne__ = lambda self, other: False
                __len__ = lambda self: 3
                __getitem__ = lambda self, index: 0

            def evens(n):
                return Lying()
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="A plain list of what it holds arrives.",
        naive=Naive.FULL,
    ),
    Attack(
        name="array-that-lies",
        does="Returns an object that answers for numpy's functions itself, and says that all is close.",
        code="""
            class Lying:
                __array__ = lambda self, *_, **__: [[0.0]]
                __array_ufunc__ = lambda self, *_, **__: self
                __array_function__ = lambda self, *_, **__: True
                __bool__ = lambda self: True

            def weights(x):
                return Lying()
        """,
        task="weights",
        by=(Layer.CHANNEL,),
        known="Only the name of its type crosses.",
        naive=Naive.FULL,
    ),
    Attack(
        name="array-subclass-that-lies",
        does="Returns a subclass of ndarray with the same tricks and the right shape.",
        code="""
            import numpy

            class Lying(numpy.ndarray):
                __array_ufunc__ = lambda self, *_, **__: self
                __array_function__ = lambda self, *_, **__: True
                __bool__ = lambda self: True

            def weights(x):
                return numpy.zeros_like(x).view(Lying)
        """,
        task="weights",
        by=(Layer.CHANNEL,),
        known="A plain array of its bytes arrives.",
        naive=Naive.FULL,
    ),
    Attack(
        name="single-number-for-all",
        does="Returns one number where a matrix is wanted, so that broadcasting makes it fit.",
        code="""
            import numpy

            def weights(x):
                return numpy.array(1.0)
        """,
        task="weights",
        by=(Layer.CHECK,),
        known="The shape is judged before any entry.",
        naive=Naive.FULL,
        naive_check="test_weights_sum",
    ),
    Attack(
        name="nothing-at-all",
        does="Returns an array without entries, of which everything is true.",
        code="""
            import numpy

            def weights(x):
                return numpy.empty((0, 3))
        """,
        task="weights",
        by=(Layer.CHECK,),
        known="And numbers are judged only where there are some.",
        naive=Naive.FULL,
        naive_check="test_weights_sum",
    ),
    Attack(
        name="empty-generator",
        does="Returns a generator that yields nothing, so that a loop over pairs compares nothing.",
        code="""
            def evens(n):
                yield from ()
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="A generator does not cross.",
        naive=Naive.FULL,
        naive_check="test_evens_zip",
    ),
    Attack(
        name="keeps-an-alias",
        does="Keeps the array that it returned, and makes it worse later, so that a second one looks better.",
        code="""
            import numpy

            kept = numpy.ones(3)

            def descend(steps):
                if steps:
                    kept[:] = 1e9
                    return numpy.ones(3)
                return kept
        """,
        task="descend",
        by=(Layer.CHANNEL,),
        known="A value is copied when it is returned.",
        naive=Naive.FULL,
    ),
    Attack(
        name="object-that-unpickles-to-a-lie",
        does="Returns an object whose pickle runs code where it is opened.",
        code="""
            class Bomb:
                __reduce__ = lambda self: (eval, ("type('E', (), {'__eq__': lambda a, b: True})()",))

            def evens(n):
                return Bomb()
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="Nothing is unpickled; only the name of its type crosses.",
        naive=Naive.FULL,
        naive_check="test_evens_pickled",
    ),
    Attack(
        name="names-a-function-as-type",
        does="Returns plain data that names a function of numpy as its type, which reads a file where it is decoded.",
        code="""
            def evens(n):
                arguments = [WHERE["files"]["tests"], '"(KEEP-.*)"', [("x", "U30")]]
                return {"_type": "fromregex", "_arguments": arguments}
        """,
        task="evens",
        by=(Layer.CHANNEL,),
        known="It arrives as the dict that it is.",
        naive=Naive.READS,
        naive_check="test_evens_named",
    ),
)

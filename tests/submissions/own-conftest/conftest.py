from s05_bpe.conftest import pytest_pyfunc_call

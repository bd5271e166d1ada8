"""Calling another service: never without a timeout.

A refusal of the other service comes out as the ``Refused`` it is.
"""

import warnings
from collections.abc import Callable
from typing import Any

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")
    from eventlet.timeout import Timeout
    from nameko.exceptions import RemoteError, UnknownService


class NoAnswerError(RuntimeError):
    """The other service is not there, did not answer in time or failed: what it did is not known. Ask again."""


def ask(method: Callable[[Any], Any], message: Any, timeout_seconds: float) -> Any:
    """Call a method of Nameko's ``RpcProxy`` from a green thread. Raises ``Refused`` as it does, ``NoAnswerError``."""
    timeout = Timeout(timeout_seconds)
    try:
        return method(message)
    except Timeout as ended:
        if ended is not timeout:
            raise
        raise NoAnswerError(f"no answer within {timeout_seconds} s") from None
    except (UnknownService, RemoteError) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        timeout.cancel()

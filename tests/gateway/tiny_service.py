"""A real Nameko service with no database: ``python -m tests.gateway.tiny_service``."""

import os
import sys
import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated", DeprecationWarning)
    import eventlet
eventlet.monkey_patch()

from nameko.extensions import DependencyProvider  # noqa: E402
from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402

from services.common.errors import Refusal, Refused  # noqa: E402


class Context(DependencyProvider):  # type: ignore[misc]
    def get_dependency(self, worker_ctx: object) -> object:
        data = worker_ctx.context_data  # type: ignore[attr-defined]
        return {name: value for name, value in data.items() if name != "call_id_stack"}


class TinyService:
    name = "tiny"
    context = Context()

    @rpc  # type: ignore[untyped-decorator]
    def echo(self, argument: object) -> object:
        return {"argument": argument, "context": self.context}

    @rpc(expected_exceptions=Refused)  # type: ignore[untyped-decorator]
    def say_no(self, argument: object) -> object:
        raise Refused(Refusal("conflict", "version_stale", "¶4", {"seen": str(argument)}))

    @rpc  # type: ignore[untyped-decorator]
    def fail(self, argument: object) -> object:
        raise ValueError(f"secret {argument}")

    @rpc  # type: ignore[untyped-decorator]
    def sleep(self, seconds: float) -> object:
        eventlet.sleep(seconds)
        return "slept"


if __name__ == "__main__":
    runner = ServiceRunner({"AMQP_URI": os.environ["JURNAL_AMQP_URI"], "max_workers": 10})
    runner.add_service(TinyService)
    runner.start()
    print("ready", file=sys.stderr, flush=True)
    runner.wait()

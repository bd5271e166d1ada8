"""More gateways of one running system, each told something else."""

import sys
from contextlib import suppress

import httpx

from deploy.processes import Child
from tests.support.stack import Stack, free_port
from tests.support.waiting import until


def another_gateway(stack: Stack, name: str, **told: str) -> str:
    """Start one, which ends with the system; its address once it answers."""
    port = free_port()
    environment = {**stack.environment, "JURNAL_PORT": str(port), **told}
    stack.supervisor.start(Child(name, [sys.executable, "-m", "gateway"], environment, stack.data / f"{name}.log"))
    address = f"http{'s' if 'JURNAL_TLS_KEY' in told else ''}://127.0.0.1:{port}"

    def answers() -> bool | None:
        with suppress(httpx.TransportError):
            return httpx.get(f"{address}/readyz", timeout=5, verify=False).status_code == 200 or None
        return None

    until(answers)
    return address

"""An OpenAI-compatible server on loopback for a GGUF file, until the process is stopped.

    python -m benchmarks.serving MODEL.gguf [--port 8131] [--threads 2] [--context 4096]

It is llama.cpp's own, through xllamacpp, which is among the development packages. `served` runs it beside a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["served"]


@contextmanager
def served(model: Path, *, threads: int = 1, context: int = 4096) -> Iterator[str]:
    """A server for ``model`` in a process of its own, on a free port; gives the address that OpenAI's clients want.

    Raises:
        RuntimeError: the server did not start.
    """
    command = [sys.executable, "-m", "benchmarks.serving", str(model), "--port", "0"]
    command += ["--threads", str(threads), "--context", str(context)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            if not address.startswith("http"):
                raise RuntimeError(f"no server for {model.name}: {address or 'it ended at once'}")
            yield f"{address}/v1"
        finally:
            process.kill()


def main() -> None:
    """Read the arguments, load the model, print the address and serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--port", type=int, default=8131)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=4096, help="tokens")
    given = parser.parse_args()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(given.model)
    params.n_ctx, params.n_parallel, params.use_jinja = given.context, 1, True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = given.threads
    params.cpuparams.poll = params.cpuparams_batch.poll = 0  # threads that spin starve each other on a busy machine
    params.hostnames, params.port = ["127.0.0.1"], given.port
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()

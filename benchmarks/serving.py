"""An OpenAI-compatible server on loopback for a GGUF file, until the process is stopped.

    python -m benchmarks.serving MODEL.gguf [--port 8131] [--threads 2]

It is llama.cpp's own, through xllamacpp (2026.10.11549), which must be installed beside this program.
"""

from __future__ import annotations

import argparse
import threading
from pathlib import Path


def main() -> None:
    """Read the arguments, load the model, print the address and serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--port", type=int, default=8131)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(given.model)
    params.n_ctx, params.n_parallel, params.use_jinja = 4096, 1, True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = given.threads
    params.cpuparams.poll = params.cpuparams_batch.poll = 0  # threads that spin starve each other on a busy machine
    params.hostnames, params.port = ["127.0.0.1"], given.port
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()

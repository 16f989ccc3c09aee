"""Nothing but loopback is reached, also by native code, which no patch of Python's sockets sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_answering_connects_to_nobody(sample_library: Path, tmp_path: Path) -> None:
    script = (
        "import time\n"
        "from assistant import Assistant, Settings\n"
        f"with Assistant.open({str(sample_library)!r}, Settings()) as assistant:\n"
        "    assistant.ask('Who claimed the attack in Velmar?')\n"
        "    time.sleep(6)\n"
    )
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-e", "trace=connect,sendto", "-o", str(trace), sys.executable, "-c", script]
    subprocess.run(command, check=True, env=os.environ | {"HF_HUB_OFFLINE": "1"}, timeout=120)
    reached = [line for line in trace.read_text().splitlines() if "AF_INET" in line and "127.0.0.1" not in line]
    assert reached == []


def test_the_runtime_is_told_not_to_report() -> None:
    script = (
        "import os\n"
        "from index.embedding import MiniLM\n"
        "MiniLM().encode_query('Who?')\n"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

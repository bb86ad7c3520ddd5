"""`make cluster`: a whole house on several machines, all of them this one, until Ctrl-C."""

import signal
import sys
import time

from staff.demo import cast
from tests.cluster.house import running


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(
        "Menyiapkan basis data utama dan dua cadangan, dua peladen web, dua pekerja, nginx dan S3 (satu sampai dua menit) ...",
        flush=True,
    )
    try:
        with running(["demo_newsroom"]) as house:
            parts = {
                **{f"basis data {n}": s.port for n, s in house.databases.items()},
                **house.ports,
                "S3": house.s3_port,
            }
            print(
                f"\n  Situs    http://localhost:{house.port}/\n  Redaksi  http://localhost:{house.port}/redaksi-desk/"
            )
            print(f"  Masuk    {', '.join(cast.SHOWN_FIRST)}; kata sandi {cast.PASSWORD}")
            print("  Porta    " + ", ".join(f"{name} {port}" for name, port in parts.items()))
            print(f"  Log      {house.folder}\n\nCtrl-C untuk berhenti.", flush=True)
            while all(process.poll() is None for process in house.processes.values()):
                time.sleep(1)
            print("Satu bagian berhenti, maka semuanya berhenti.", file=sys.stderr)
            return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())

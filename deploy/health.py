"""Ask the page's server whether it is well: exit 0, or 1."""

import os
import sys
import urllib.request

base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
port = os.environ.get("STREAMLIT_SERVER_PORT", "8501")
path = f"/{base}/_stcore/health" if base else "/_stcore/health"
try:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=4) as answer:
        sys.exit(answer.status != 200)
except OSError as error:
    print(error, file=sys.stderr)
    sys.exit(1)

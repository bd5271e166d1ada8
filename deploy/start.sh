# Finds a Python from 3.11 on and goes on in deploy/bootstrap.py; sourced by ./deploy/run and ./deploy/test.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" "$root/deploy/bootstrap.py" "$(basename "$0")" "$@"
    fi
done
echo "Python 3.11 or newer is needed: apt-get install python3" >&2
exit 1

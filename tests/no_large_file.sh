#!/bin/sh
# Names every file over 500 kB among those handed over, and fails if there is one.
status=0
for file in "$@"; do
  if [ "$(wc -c < "$file")" -gt 512000 ]; then
    echo "$file: over 500 kB: make it smaller, or leave it out"
    status=1
  fi
done
exit $status

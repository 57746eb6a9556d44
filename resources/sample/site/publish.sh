#!/bin/sh
# publish.sh OUTPUT: here would be a copy to a web server.
set -eu
sh site/build.sh pages "$1"
for step in "connecting" "copying $(ls "$1" | wc -l) pages" "switching over"; do
    echo "$step ..."
    sleep 0.4
done
echo "Published revision ${CI_COMMIT_SHORT_SHA:-unknown}"

#!/bin/sh
# count-words.sh PAGES: a page with fewer than ten words is not worth a visit.
set -eu
short=0
for page in "$1"/*.md; do
    words=$(wc -w <"$page")
    echo "$page: $words words"
    [ "$words" -ge 10 ] || short=$((short + 1))
    sleep 0.3
done
[ "$short" = 0 ]

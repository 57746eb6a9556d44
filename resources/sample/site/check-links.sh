#!/bin/sh
# check-links.sh OUTPUT INDEX TOTAL: every link between our pages must lead somewhere. Looks at each TOTAL-th page.
set -eu
output=$1
index=$2
total=$3

number=0
broken=0
for page in "$output"/*.html; do
    number=$((number + 1))
    [ $((number % total)) = $((index % total)) ] || continue
    for target in $(sed -n 's|.*href="\([^"]*\)".*|\1|p' "$page"); do
        if [ -e "$output/$target" ]; then
            echo "ok      $page -> $target"
        else
            echo "broken  $page -> $target"
            broken=$((broken + 1))
        fi
    done
done
sleep 1
[ "$broken" = 0 ]

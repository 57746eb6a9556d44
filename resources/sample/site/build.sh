#!/bin/sh
# build.sh PAGES OUTPUT: makes an HTML page of every Markdown file. Headings, lists, links and paragraphs are enough here.
set -eu
pages=$1
output=$2

mkdir -p "$output"
for page in "$pages"/*.md; do
    name=$(basename "$page" .md)
    {
        echo "<!doctype html><meta charset=utf-8><title>${SITE_TITLE:-My site}: $name</title>"
        sed -e 's|\[\([^]]*\)\](\([^)]*\))|<a href="\2">\1</a>|g' \
            -e 's|^# \(.*\)|<h1>\1</h1>|' \
            -e 's|^- \(.*\)|<li>\1</li>|' \
            -e '/^[^<]/s|.*|<p>&</p>|' "$page"
    } >"$output/$name.html"
    echo "$page -> $output/$name.html"
    sleep 0.3
done

# SPDX-FileCopyrightText: 2026 Stagecraft contributors
# SPDX-License-Identifier: MIT
#
# Sourced by the scripts beside it: a minimal Debian from this machine's own mirror, and where finished images are kept.

image_cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/stagecraft-images

debian_mirror() { # the Debian mirror that apt uses here
    local uri
    uri=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' 2>/dev/null \
        | awk '$2 ~ /^(trixie|bookworm)$/ { print $1; exit }')
    [ -n "$uri" ] || { echo "apt knows no Debian mirror here" >&2; return 1; }
    echo "${uri%/}"
}

bootstrap_debian() { # bootstrap_debian SUITE DIRECTORY; only root can
    local mirror options
    mirror=$(debian_mirror)
    debootstrap --variant=minbase "$1" "$2" "$mirror" >"$2.log" 2>&1 || { tail -n 20 "$2.log" >&2; return 1; }
    rm -rf "$2"/var/cache/apt/archives/*.deb "$2"/var/lib/apt/lists/*
    # The same mirror may need the same options there (one without dates, a proxy); never one with a password in it.
    options=$(apt-config dump | grep -E '^Acquire::(Check-|http::Proxy|https::Proxy)' | grep -v '://[^/]*@' || true)
    printf '%s\n' "$options" >"$2/etc/apt/apt.conf.d/90stagecraft"
}

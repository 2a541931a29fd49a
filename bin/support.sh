# What the scripts of this folder share: finding or installing what they need. Sourced, not run.
# Works as root and as anybody else, with or without a terminal, on Debian and (found, not installed)
# elsewhere.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $*"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# install_package WHAT ELSEWHERE PACKAGE…: by apt, as root or with sudo; or says what to run.
install_package() {
    local what=$1 elsewhere=$2
    shift 2
    has apt-get || fail "$what is missing: install it ($elsewhere)"
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if has sudo && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        elif has sudo && [ -t 0 ]; then
            as_root=(sudo)
        else
            fail "$what is missing: run \"apt-get install $*\" as root, then this again"
        fi
    fi
    say "$what is missing: installing $*"
    "${as_root[@]+"${as_root[@]}"}" apt-get update -qq </dev/null
    "${as_root[@]+"${as_root[@]}"}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

# Rust installed by rustup is found even where PATH or HOME are not those of a login.
need_rust() {
    if ! cargo --version >/dev/null 2>&1; then
        local home
        for home in "${HOME:-}" "$(eval echo "~$(id -un)")"; do
            [ -x "$home/.cargo/bin/cargo" ] || continue
            export PATH="$home/.cargo/bin:$PATH"
            export CARGO_HOME=${CARGO_HOME:-$home/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$home/.rustup}
            break
        done
    fi
    cargo --version >/dev/null 2>&1 || fail "Rust is missing: install it from https://rustup.rs"
    has cc && has make || install_package "a C compiler or make" "xcode-select --install" build-essential
}

# Some tools keep a cache in HOME and fail where it is missing or somebody else's.
need_home() {
    [ -w "${HOME:-/nonexistent}" ] && return
    if [ -d "${HOME:-}/.rustup" ]; then export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}; fi
    export HOME=$PWD/target/home
    mkdir -p "$HOME"
}

need_postgres() {
    postgres_bin >/dev/null || install_package PostgreSQL "brew install postgresql@17" postgresql
    postgres_bin >/dev/null || fail "PostgreSQL 14 or newer is needed, and only an older one is installed"
}

# Prints the folder of the newest PostgreSQL there is, 14 or newer.
postgres_bin() {
    local dir version newest=13 found=
    local on_path
    on_path=$(dirname "$(readlink -f "$(command -v postgres || echo /nonexistent/postgres)")")
    for dir in "$on_path" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/lib/postgresql*/bin \
        /usr/libexec/postgresql* /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
        /home/linuxbrew/.linuxbrew/opt/postgresql*/bin /opt/local/lib/postgresql*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin; do
        [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ] || continue
        version=$("$dir/postgres" --version | sed 's/.*) \([0-9]*\).*/\1/')
        if [ "$version" -gt "$newest" ]; then newest=$version found=$dir; fi
    done
    [ -n "$found" ] && echo "$found"
}

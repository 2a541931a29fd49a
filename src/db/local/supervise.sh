# Runs PostgreSQL for as long as at least one program holds the FIFO open. The kernel closes the
# files of a dead process, so a program that was killed counts as gone too.
# Portable sh: dash, bash, busybox, macOS.
run=$1 linger=$2 wipe=$3; shift 3          # the rest: PostgreSQL's command line
trap '' HUP INT TERM                       # only the FIFO decides
exec 3<>"$run/clients" 4<"$run/clients" 3<&-
echo $$ >"$run/supervisor"
"$@" 4<&- &
pg=$!
{
  while :; do
    while read -r _; do :; done            # returns when the last program has gone
    sleep "$linger"
    echo $$ >"$run/stopping"               # new programs wait from here on ...
    read -r _ || break                     # ... and one that came before it is seen here
    rm -f "$run/stopping"
  done <&4
  while kill -INT "$pg" 2>/dev/null; do    # fast shutdown; again, as a server that is
    sleep 1                                # only just starting does not listen yet
  done
} &
watch=$!
wait "$pg"; rc=$?
kill -9 "$watch" 2>/dev/null
[ -n "$wipe" ] && rm -rf "$wipe"
rm -f "$run/supervisor" "$run/stopping"
exit $rc

#!/usr/bin/env bash
# The whole way as a new user: a team, a plugin, a league, its board, a match and its verification.
#
#   GRIDLEAGUE_URL=http://127.0.0.1:3000 ADMIN_TOKEN=$(cat var/admin-token) docs/examples/first-league.sh plugins/agents/shaded.ts
#
# The team's name, the league's id and the plugin's name may be given: TEAM, LEAGUE, NAME.
set -euo pipefail

api="${GRIDLEAGUE_URL:-http://127.0.0.1:3000}/api"
plugin="$1"
team="${TEAM:-sunny-side}"
league="${LEAGUE:-first}"
name="${NAME:-night-saver}"

# The value of a text field of a JSON document on standard input.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }
call() { curl --silent --show-error --fail-with-body "$@"; }

echo "== create a team (administrator); its token is shown only now"
token=$(call -X POST "$api/teams" -H "Authorization: Bearer $ADMIN_TOKEN" \
  -H 'Content-Type: application/json' -d "{\"name\":\"$team\"}" | field token)

echo "== upload a plugin (team)"
submission=$(call -X POST "$api/submissions" -H "Authorization: Bearer $token" \
  -F "file=@$plugin" -F kind=agent -F "name=$name" | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)
status=checking
while [ "$status" = checking ]; do
  sleep 1
  status=$(call "$api/submissions/$submission" | field status)
done
echo "submission $submission is $status"

echo "== create a league (administrator)"
call -X POST "$api/leagues" -H "Authorization: Bearer $ADMIN_TOKEN" -H 'Content-Type: application/yaml' \
  --data-binary @- > /dev/null <<YAML
id: $league
title: A first league
format: mixed
scenarios: [blems-example]
blocks: 1
matchSize: 2
entrants: [truthful, $team/$name]
roundCap: 40
YAML

echo "== run it and follow its progress (the stream ends with the run)"
run=$(call -X POST "$api/leagues/$league/runs" -H "Authorization: Bearer $ADMIN_TOKEN" | field id)
call --no-buffer "$api/runs/$run/events" | grep '^data:'

echo "== the board, as JSON and as CSV"
call "$api/leagues/$league/leaderboard?kind=agent" | head -c 300; echo " ..."
call "$api/leagues/$league/leaderboard?kind=agent&format=csv" | cut -d, -f 1-5

echo "== a match: rounds, receipt, verification"
match="$run-000001"
call "$api/matches/$match/rounds?format=csv" | cut -d, -f 1-6 | head -n 4
call "$api/matches/$match/receipt" | head -c 200; echo " ..."
call -X POST "$api/matches/$match/verify"; echo

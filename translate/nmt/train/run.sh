#!/bin/bash
# run.sh: from sentence pairs to the files that the engine loads.
#
#   run.sh prepare PAIRS.tsv.xz ...    clean and tokenize into $DATA, learn the shortlists (CPU)
#   run.sh train                       all stages; after an interruption it goes on where it was
#   run.sh smoke                       everything on a toy language, with an interruption (CPU, some minutes)
#
# Variables: DATA (data), WORK (work: checkpoints, logs, export/), MINUTES (24, for `train` as a whole),
# PY (python3), SHAPE (tiny), PREPARE (options of prepare.py), and the *_OPTIONS below.
#
# Each stage ends at a fixed share of MINUTES, so that a slow one shortens those after it and not the end.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
PY=${PY:-python3} DATA=${DATA:-data} WORK=${WORK:-work} MINUTES=${MINUTES:-24}
SHAPE=${SHAPE:-tiny} TEACHER=${TEACHER:-teacher} DIRECTIONS='en-id id-en'
COMMON_OPTIONS=${COMMON_OPTIONS:---eval-minutes 0.5 --save-minutes 2.5 --reserve 0.15 --log 200 --compile}
TEACHER_OPTIONS=${TEACHER_OPTIONS:---tokens 32000 --rate 7e-4 --warmup 1500 --dropout 0.15 --cooldown 0.25}
TEACHER2_OPTIONS=${TEACHER2_OPTIONS:---tokens 32000 --rate 3e-4 --warmup 200 --dropout 0.15 --cooldown 0.5}
STUDENT_OPTIONS=${STUDENT_OPTIONS:---tokens 20000 --rate 1.2e-3 --warmup 1000 --dropout 0.1}
DECODE_OPTIONS=${DECODE_OPTIONS:-}
BEAM=${BEAM:-3}
SHORTLIST_OPTIONS=${SHORTLIST_OPTIONS:-}
EXPORT_OPTIONS=${EXPORT_OPTIONS:-}
export PYTHONUNBUFFERED=1

say() { echo "$(date +%T) $*" | tee -a "$WORK/progress.txt"; }
py() { "$PY" "$HERE/$1.py" "${@:2}"; }
from() { echo "${1%-*}"; }
to() { echo "${1#*-}"; }

# The moment at which the share $1 of the whole time has passed; and the minutes until then.
moment() { awk -v start="$(cat "$WORK/started")" -v m="$MINUTES" -v x="$1" 'BEGIN { printf "%d", start + 60 * m * x }'; }
minutes_to() { awk -v end="$(moment "$1")" -v now="$(date +%s)" 'BEGIN { m = (end - now) / 60; printf "%.3f", m < 0.1 ? 0.1 : m }'; }

# stage NAME FUNCTION ARGUMENT...: the function with each argument, side by side, unless it was done before.
stage() {
  local name=$1 function=$2 argument pid pids=() failed=0
  [ -e "$WORK/done.$name" ] && return 0
  say "$name"
  for argument in "${@:3}"; do
    "$function" "$argument" >> "$WORK/$name.$argument.log" 2>&1 & pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  if [ $failed = 1 ]; then say "$name failed"; tail -n 15 "$WORK/$name".*.log; return 1; fi
  touch "$WORK/done.$name"
  for argument in "${@:3}"; do say "$name $argument: $(tail -n 1 "$WORK/$name.$argument.log")"; done
}

fit() { py train --vocab "$DATA/vocab.spm" --dev "$DATA/dev.tsv" --pair "$1" $COMMON_OPTIONS "${@:2}"; }

teacher() { fit both --shape "$TEACHER" -o "$WORK/teacher" $TEACHER_OPTIONS --until "$(moment 0.31)" --data "$DATA/data.npz"; }

# News of each language into the other: its translations become sources, its own text the target.
back() {
  py decode $DECODE_OPTIONS --model "$WORK/teacher/final.pt" --data "$DATA/mono.npz" --side "$(from "$1")" \
    --minutes "$(minutes_to 0.35)" -o "$WORK/back.$(from "$1").npz"
}
teacher2() {
  fit both --shape "$TEACHER" -o "$WORK/teacher2" $TEACHER2_OPTIONS --init "$WORK/teacher/final.pt" --until "$(moment 0.48)" \
    --data "$DATA/data.npz" "$WORK/back.en.npz@2:id-en" "$WORK/back.id.npz@2:en-id"
}

# What the students learn: the teacher's translations of news, then of the parallel text.
news() {
  py decode $DECODE_OPTIONS --model "$WORK/teacher2/final.pt" --data "$DATA/mono.npz" --side "$(from "$1")" --beam "$BEAM" \
    --minutes "$(minutes_to 0.54)" -o "$WORK/news.$(from "$1").npz"
}
distil() {
  py decode $DECODE_OPTIONS --model "$WORK/teacher2/final.pt" --data "$DATA/data.npz" --side "$(from "$1")" --beam "$BEAM" \
    --minutes "$(minutes_to 0.69)" -o "$WORK/distil.$(from "$1").npz"
}
student() {
  fit "$1" --shape "$SHAPE" -o "$WORK/student.$1" $STUDENT_OPTIONS --until "$(moment 0.985)" \
    --data "$WORK/distil.$(from "$1").npz" "$WORK/news.$(from "$1").npz@2" "$WORK/news.$(to "$1").npz@2" "$DATA/data.npz@0.5"
}
files() {
  local shortlist=lex.50.50.${1/-/}.s2t.bin
  py export model --model "$WORK/student.$1/final.pt" --vocab "$DATA/vocab.spm" --dev "$DATA/dev.tsv" -o "$WORK/export" $EXPORT_OPTIONS
  cp "$DATA/$shortlist" "$DATA/vocab.spm" "$WORK/export/"
  py export check --model "$WORK/export/model.${1/-/}.intgemm.alphas.bin" --shortlist "$WORK/export/$shortlist"
}

train() {
  mkdir -p "$WORK"
  exec 9> "$WORK/lock"
  flock -n 9 || { echo "another run uses $WORK" >&2; exit 1; }
  [ -s "$WORK/started" ] || date +%s > "$WORK/started"
  stage teacher teacher both
  stage back back $DIRECTIONS
  stage teacher2 teacher2 both
  stage news news $DIRECTIONS
  stage distil distil $DIRECTIONS
  stage student student $DIRECTIONS
  stage export files $DIRECTIONS
  say finished
}

prepare() {
  py prepare -o "$DATA" ${PREPARE:-} "$@"
  for pair in $DIRECTIONS; do
    py export shortlist --data "$DATA/data.npz" --vocab "$DATA/vocab.spm" --pair "$pair" -o "$DATA" $SHORTLIST_OPTIONS
  done
}

smoke() {
  local folder pid
  folder=$(mktemp -d)
  trap "rm -rf '$folder'" EXIT
  export PY DATA=$folder/data WORK=$folder/work MINUTES=${SMOKE_MINUTES:-3} SHAPE=smoke TEACHER=smoke-teacher BEAM=2
  export COMMON_OPTIONS='--eval-minutes 0.2 --save-minutes 0.1 --log 10 --dev-lines 40 --threads 1 --device cpu'
  export TEACHER_OPTIONS='--tokens 1000 --rate 3e-3 --warmup 60 --dropout 0'
  export TEACHER2_OPTIONS='--tokens 1000 --rate 1e-3 --warmup 30 --dropout 0'
  export STUDENT_OPTIONS='--tokens 1000 --rate 3e-3 --warmup 60 --dropout 0'
  export DECODE_OPTIONS='--tokens 4000 --most 1000 --device cpu' SHORTLIST_OPTIONS='--links 500000'
  export EXPORT_OPTIONS='--lines 20 --alpha max,marian,p90 --test-lines 5 --device cpu'
  py toy "$folder"
  PREPARE="--vocab 400 --dev-size 100 --mono-en $folder/mono.en --mono-id $folder/mono.id" "$0" prepare "$folder/pairs.tsv"
  setsid "$0" train & pid=$!
  while [ ! -e "$WORK/teacher/last.pt" ]; do kill -0 "$pid"; sleep 1; done
  kill -- "-$pid"
  wait "$pid" || true
  flock "$WORK/lock" true       # free once the last child is gone
  echo 'interrupted on purpose; going on'
  "$0" train
  grep -h 'goes on at step' "$WORK/teacher/log.txt"
  ls -l "$WORK/export"
}

case ${1:-} in
prepare) prepare "${@:2}" ;;
train) train ;;
smoke) smoke ;;
*) sed -n '2,12p' "$0" >&2; exit 2 ;;
esac

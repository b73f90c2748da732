#!/usr/bin/env bash
# Coverage-guided fuzzing of the file readers with Jazzer, SECONDS each (60). It downloads Jazzer, and keeps what it finds in target/fuzz.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
seconds=${1:-60}
mvn -q -B -ntp -pl services/learning -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
for artifact in jazzer jazzer-api; do
  mvn -q -B -ntp -N dependency:copy -Dartifact=com.code-intelligence:$artifact:0.24.0 -DoutputDirectory=target/jazzer
done
cd services/learning
classpath=../../target/jazzer/*:target/classes:target/test-classes:$(cat target/classpath)
for target in file.DamagedTensorFileTest data.reader.DamagedDataFileTest image.JpegTablesTest; do
  mkdir -p "target/fuzz/$target"
  if [ "$target" = image.JpegTablesTest ]; then # an image of every format to begin with
    cp src/test/resources/dev/pentimento/learning/image/*.{png,jpg,gif,bmp,tif,webp} "target/fuzz/$target"
  fi
  java -cp "$classpath" com.code_intelligence.jazzer.Jazzer --target_class="dev.pentimento.learning.$target" \
    --instrumentation_includes='dev.pentimento.**' --reproducer_path="target/fuzz" \
    -max_total_time="$seconds" -artifact_prefix="target/fuzz/" "target/fuzz/$target"
done

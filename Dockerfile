# One image for every service; the command chooses the service. Build the jars first:
#   mvn -DskipTests package && docker build -t pentimento .
# PyTorch's native library is in the image (lib/), for the platform that Maven ran on.
# Another base, such as one of your own: --build-arg BASE=…; it needs Java 17 or later and groupadd.
ARG BASE=eclipse-temurin:17-jre

# Sorts the jars by how often they change, and removes what differs from one machine to another.
FROM ${BASE} AS sorted
COPY services/command-line/target/lib/ /lib/jars/
COPY services/command-line/target/pentimento-command-line-*.jar /lib/jars/
COPY LICENSE NOTICE /sorted/pentimento/opt/pentimento/
RUN for layer in natives dependencies pentimento; do mkdir -p /sorted/$layer/opt/pentimento/lib; done \
 && cd /lib/jars \
 && mv pytorch-native-*.jar pytorch-jni-*.jar rocksdbjni-*.jar onnxruntime-*.jar /sorted/natives/opt/pentimento/lib \
 && mv pentimento-*.jar /sorted/pentimento/opt/pentimento/lib \
 && mv *.jar /sorted/dependencies/opt/pentimento/lib \
 && find /sorted -exec chmod u=rwX,go=rX {} + -exec touch -d @0 {} +

FROM ${BASE}
ARG VERSION=
LABEL org.opencontainers.image.title="Pentimento" \
      org.opencontainers.image.description="Event-driven streaming evaluator of image classifiers and of a learned correction of their embeddings" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"

RUN groupadd --system --gid 10001 pentimento \
 && useradd --system --uid 10001 --gid pentimento --home-dir /var/lib/pentimento --create-home pentimento \
 && install -d -o pentimento -g pentimento /var/lib/pentimento/state /var/lib/pentimento/djl

# A layer each, so that a new release of Pentimento sends the last one only.
COPY --from=sorted /sorted/natives/ /
COPY --from=sorted /sorted/dependencies/ /
COPY --from=sorted /sorted/pentimento/ /

# DJL unpacks its native library into the cache. OPT_OUT_TRACKING keeps it from reporting its start to its makers.
# The same seed must give the same version, so MKL's kernels are fixed. oneDNN keeps what it compiles for each size of a batch:
# 1,024 pieces by itself, which are 550 MB for a small encoder. glibc gives large tensors back to the system and faults their pages in
# again for the next pass, unless it may keep 64 MiB. Java reads the names of files in the encoding of the locale.
ENV OPT_OUT_TRACKING=true \
    LC_ALL=C.UTF-8 \
    MKL_CBWR=AUTO \
    MKL_DYNAMIC=FALSE \
    OMP_NUM_THREADS=1 \
    ONEDNN_PRIMITIVE_CACHE_CAPACITY=64 \
    MALLOC_MMAP_THRESHOLD_=33554432 \
    MALLOC_TRIM_THRESHOLD_=67108864 \
    TORCH_CPP_LOG_LEVEL=ERROR \
    DJL_CACHE_DIR=/var/lib/pentimento/djl \
    ENGINE_CACHE_DIR=/var/lib/pentimento/djl \
    PENTIMENTO_HTTP_HOST=0.0.0.0

USER 10001
WORKDIR /var/lib/pentimento
EXPOSE 8080 8081
# Set JAVA_TOOL_OPTIONS for further options of the Java virtual machine.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-cp", "/opt/pentimento/lib/*", "dev.pentimento.cli.Pentimento"]
CMD ["--help"]

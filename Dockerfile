# One image for every service: the command says which. Build the jars first:
#   mvn -DskipTests package && docker build -t pentimento .
# PyTorch's native library is in the image (lib/), for the platform that Maven ran on.
FROM eclipse-temurin:17-jre

RUN groupadd --system --gid 10001 pentimento \
 && useradd --system --uid 10001 --gid pentimento --home-dir /var/lib/pentimento --create-home pentimento \
 && install -d -o pentimento -g pentimento /var/lib/pentimento/state /var/lib/pentimento/djl
COPY services/command-line/target/lib/ /opt/pentimento/lib/
COPY services/command-line/target/pentimento-command-line-*.jar /opt/pentimento/lib/

# The engine unpacks its native library into the cache; DJL must not report its start to its makers.
# The same seed must give the same version: MKL's kernels are not to depend on the moment.
ENV OPT_OUT_TRACKING=true \
    MKL_CBWR=AUTO \
    MKL_DYNAMIC=FALSE \
    OMP_NUM_THREADS=1 \
    TORCH_CPP_LOG_LEVEL=ERROR \
    DJL_CACHE_DIR=/var/lib/pentimento/djl \
    ENGINE_CACHE_DIR=/var/lib/pentimento/djl \
    PENTIMENTO_HTTP_HOST=0.0.0.0

USER 10001
WORKDIR /var/lib/pentimento
EXPOSE 8080 8081
# Further options: the environment variable JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/pentimento/lib/*", "dev.pentimento.cli.Pentimento"]
CMD ["--help"]

# docker build --tag firstbucket .
FROM rust:1.95-slim-bookworm AS build
# The allocator is built with it.
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
ENV SQLX_OFFLINE=true
RUN cargo build --release --locked --bin firstbucket

FROM debian:bookworm-slim
RUN useradd --system --no-create-home --shell /usr/sbin/nologin --uid 10001 firstbucket
WORKDIR /srv/firstbucket
# Where the volume of the keys is mounted: a new one takes its owner from here.
RUN install -d -o firstbucket -m 700 keys
COPY --from=build /src/target/release/firstbucket /usr/local/bin/firstbucket
USER firstbucket
ENV LISTEN=0.0.0.0:3000
EXPOSE 3000
# Bash can ask by itself, which saves a program that nothing else needs.
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/3000; printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3; head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["firstbucket"]
CMD ["serve"]

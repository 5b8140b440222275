# syntax=docker/dockerfile:1
# Two images from one file: the reference platform, and the suite with a browser. compose.yaml runs both beside a PostgreSQL server.

FROM node:20-bookworm-slim AS base
WORKDIR /touchstone
# The user `node` of the image, by number: a host need not know its name. Volumes take over who owns these folders.
RUN mkdir /mail reference-platform && chown 1000:1000 /touchstone reference-platform /mail
USER 1000:1000
# What the lock file names, before the sources: these layers stay while only sources change.
COPY --chown=1000:1000 package.json package-lock.json .npmrc ./
COPY --chown=1000:1000 reference-platform/package.json reference-platform/
RUN npm ci

FROM base AS platform
COPY --chown=1000:1000 reference-platform reference-platform
EXPOSE 8080
HEALTHCHECK --interval=2s --timeout=5s --start-period=60s --retries=5 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/api/v1/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "reference-platform/bin/platform.mjs", "--host", "0.0.0.0", "--port", "8080"]

FROM base AS suite
USER 0:0
RUN npx playwright install-deps chromium && rm -rf /var/lib/apt/lists/*
USER 1000:1000
RUN npx playwright install chromium
COPY --chown=1000:1000 . .
# Made here, so that they are the suite's own where a volume is put in their place.
RUN mkdir -p allure-results playwright-report reports test-results
ENTRYPOINT ["npx", "playwright", "test"]

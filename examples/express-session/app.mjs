// An application with a login, whose sessions are in Mayfly.
//   MAYFLY_URL=http://localhost:8080 node app.mjs
import express from 'express';
import session from 'express-session';
import { MayflyStore } from './mayfly-store.mjs';

/** Returns the application; `pause` is awaited by the slow page. */
export function application(store, pause = () => Promise.resolve()) {
  const app = express();
  app.use(session({
    store,
    secret: process.env.SESSION_SECRET ?? 'for this example alone',
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { maxAge: 30 * 60_000, httpOnly: true, sameSite: 'lax' },
  }));
  app.get('/visit', (request, response) => {
    request.session.visits = (request.session.visits ?? 0) + 1;
    response.json({ visits: request.session.visits, userId: request.session.userId ?? null });
  });
  app.get('/look', (request, response) => response.json({ userId: request.session.userId ?? null }));
  app.get('/slow', async (request, response) => {
    request.session.slow = true;
    await pause();
    response.json({ userId: request.session.userId ?? null });
  });
  app.post('/login/:user', (request, response, next) => {
    const { visits } = request.session;
    request.session.regenerate(failure => {
      if (failure) return next(failure);
      Object.assign(request.session, { userId: request.params.user, visits });
      response.json({ userId: request.params.user });
    });
  });
  app.post('/logout', (request, response, next) => {
    request.session.destroy(failure => failure ? next(failure) : response.sendStatus(204));
  });
  app.post('/logout-everywhere', async (request, response) => {
    response.json({ ended: await store.destroyUser(request.session.userId) });
  });
  app.get('/devices', async (request, response) => {
    response.json((await store.ofUser(request.session.userId)).map(({ handle, expiresAt }) => ({ handle, expiresAt })));
  });
  return app;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const store = new MayflyStore({ url: process.env.MAYFLY_URL ?? 'http://localhost:8080', token: process.env.MAYFLY_TOKEN });
  application(store).listen(3000, () => console.log('http://localhost:3000/visit'));
}

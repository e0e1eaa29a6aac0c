// A store for express-session that keeps sessions in Mayfly.
//   import session from 'express-session';
//   app.use(session({ store: new MayflyStore({ url: 'http://localhost:8080' }), … }));
// What is in req.session becomes the attributes of the session, and req.session.userId its user.
import session from 'express-session';

const NOT_FOUND = 404;
const GONE = 410;

export class MayflyStore extends session.Store {
  #url;
  #query;
  #ttlMillis;

  /**
   * Makes a store.
   *   url: the address of Mayfly
   *   store: the name of the store there
   *   ttlMillis: how long a session lives after each use, if its cookie has no maximum age
   */
  constructor({ url, store = 'default', ttlMillis = 30 * 60_000 }) {
    super();
    this.#url = url;
    this.#query = `store=${encodeURIComponent(store)}`;
    this.#ttlMillis = ttlMillis;
  }

  get(id, callback) {
    this.#call('GET', 'self', { id }).then(async answer => {
      if (!answer.ok) return callback(null, null);
      const { userId, attributes } = await answer.json();
      callback(null, userId === undefined ? attributes : { ...attributes, userId });
    }).catch(callback);
  }

  // A save that arrives after the logout is refused as 410, and the logout stands.
  set(id, saved, callback = () => {}) {
    const { userId, cookie, ...attributes } = saved;
    const { expires, _expires, ...kept } = JSON.parse(JSON.stringify(cookie));
    const body = { userId: userId ?? null, ttl: this.#ttl(saved), attributes: { ...attributes, cookie: kept } };
    this.#call('PUT', 'self', { id, body, allowed: [GONE] }).then(() => callback(null)).catch(callback);
  }

  touch(id, used, callback = () => {}) {
    this.#call('POST', 'self/touch', { id, body: { ttl: this.#ttl(used) } }).then(() => callback(null)).catch(callback);
  }

  destroy(id, callback = () => {}) {
    this.#call('DELETE', 'self', { id, parameters: 'reason=logout' }).then(() => callback(null)).catch(callback);
  }

  // req.session.regenerate(), at login: the session gets the new id, and the old one is worth nothing.
  regenerate(request, callback) {
    const id = request.sessionID;
    this.generate(request);
    this.#call('POST', 'self/rotate', { id, body: { sessionId: request.sessionID } })
      .then(() => callback(null)).catch(callback);
  }

  /** Logs a user out everywhere, and returns the number of sessions that this has ended. */
  async destroyUser(userId) {
    const answer = await this.#call('DELETE', '', { parameters: `userId=${encodeURIComponent(userId)}` });
    return (await answer.json()).ended;
  }

  /** Returns the live sessions of a user, for a list of devices; without their ids. */
  async ofUser(userId) {
    const answer = await this.#call('GET', '', { parameters: `userId=${encodeURIComponent(userId)}` });
    return (await answer.json()).sessions;
  }

  length(callback) {
    this.#call('GET', 'statistics').then(async answer => callback(null, (await answer.json()).live)).catch(callback);
  }

  clear(callback = () => {}) {
    this.#call('DELETE', '', { parameters: 'all=true' }).then(() => callback(null)).catch(callback);
  }

  #ttl({ cookie }) {
    const millis = cookie?.originalMaxAge ?? this.#ttlMillis;
    return `PT${Math.max(1, Math.round(millis / 1000))}S`;
  }

  // The id goes into a header, so that no proxy logs it.
  async #call(method, path, { id, body, parameters, allowed = [] } = {}) {
    const headers = { 'Content-Type': 'application/json', ...(id && { 'Mayfly-Session': id }) };
    const target = `${this.#url}/sessions${path && '/' + path}?${this.#query}${parameters ? '&' + parameters : ''}`;
    const answer = await fetch(target, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok && ![NOT_FOUND, ...allowed].includes(answer.status)) {
      throw new Error(`Mayfly answered ${answer.status} to ${method} /sessions/${path}: ${await answer.text()}`);
    }
    return answer;
  }
}

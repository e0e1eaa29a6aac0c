// A store for express-session that keeps sessions in Mayfly.
//   import session from 'express-session';
//   app.use(session({ store: new MayflyStore({ url: 'http://localhost:8080' }), … }));
// What is in req.session becomes the attributes of the session, and req.session.userId its user.
import session from 'express-session';

const NOT_FOUND = 404;
const GONE = 410;
const CHANGED = 412;

export class MayflyStore extends session.Store {
  #url;
  #query;
  #ttlMillis;
  #token;
  #read = new WeakMap();

  /**
   * Makes a store.
   *   url: the address of Mayfly
   *   store: the name of the store there
   *   ttlMillis: how long a session lives after each use, if its cookie has no maximum age
   *   token: the token, if Mayfly requires one
   */
  constructor({ url, store = 'default', ttlMillis = 30 * 60_000, token }) {
    super();
    this.#url = url;
    this.#query = `store=${encodeURIComponent(store)}`;
    this.#ttlMillis = ttlMillis;
    this.#token = token;
  }

  get(id, callback) {
    this.#call('GET', 'self', { id }).then(read => {
      const data = read && { ...read.attributes, ...(read.userId && { userId: read.userId }) };
      if (read) this.#read.set(data, read);
      callback(null, data);
    }).catch(callback);
  }

  createSession(request, data) {
    const made = super.createSession(request, data);
    this.#read.set(made, this.#read.get(data));
    return made;
  }

  set(id, saved, callback = () => {}) {
    this.#save(id, saved).then(() => callback(null)).catch(callback);
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
    return (await this.#call('DELETE', '', { parameters: `userId=${encodeURIComponent(userId)}` })).ended;
  }

  /** Returns the live sessions of a user, for a list of devices; without their ids. */
  async ofUser(userId) {
    return (await this.#call('GET', '', { parameters: `userId=${encodeURIComponent(userId)}` })).sessions;
  }

  length(callback) {
    this.#call('GET', 'statistics').then(({ live }) => callback(null, live)).catch(callback);
  }

  clear(callback = () => {}) {
    this.#call('DELETE', '', { parameters: 'all=true' }).then(() => callback(null)).catch(callback);
  }

  // Saves what the request has changed. Where another request was faster, that one's changes stay. A save that arrives
  // after the logout finds no session, and the logout stands.
  async #save(id, saved) {
    const { userId = null, cookie: { expires, ...cookie }, ...rest } = JSON.parse(JSON.stringify(saved));
    const mine = { ...rest, cookie };
    const read = this.#read.get(saved);
    const differs = name => JSON.stringify(mine[name]) !== JSON.stringify(read?.attributes[name]);
    const changed = Object.keys({ ...read?.attributes, ...mine }).filter(differs).map(name => [name, mine[name]]);
    for (let now = read; now || !read; now = await this.#call('GET', 'self', { id })) {
      const attributes = { ...now?.attributes, ...Object.fromEntries(changed) };
      const body = { userId, ttl: this.#ttl(saved), attributes };
      const answer = await this.#call('PUT', 'self', { id, body, version: now?.version });
      if (answer !== CHANGED) return this.#read.set(saved, answer ?? read);
    }
  }

  #ttl({ cookie }) {
    const millis = cookie?.originalMaxAge ?? this.#ttlMillis;
    return `PT${Math.max(1, Math.round(millis / 1000))}S`;
  }

  // Returns the answer, null if there is no such session, or CHANGED if it has another version. The id goes into a header,
  // so that no proxy logs it.
  async #call(method, path, { id, body, version, parameters } = {}) {
    const headers = { 'Content-Type': 'application/json', ...(id && { 'Mayfly-Session': id }) };
    if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
    if (version) headers['If-Match'] = `"${version}"`;
    const target = `${this.#url}/sessions${path && '/' + path}?${this.#query}${parameters ? '&' + parameters : ''}`;
    const answer = await fetch(target, { method, headers, body: body && JSON.stringify(body) });
    if (answer.status === CHANGED) return CHANGED;
    if (answer.status === GONE || answer.status === NOT_FOUND && method !== 'PUT') return null;
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    throw new Error(`Mayfly answered ${answer.status} to ${method} /sessions/${path}: ${await answer.text()}`);
  }
}

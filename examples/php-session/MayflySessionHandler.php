<?php declare(strict_types=1);
// A session handler that keeps PHP's sessions in Mayfly.
//   $sessions = new MayflySessionHandler('http://localhost:8080');
//   session_set_save_handler($sessions);
//   session_start();
// Each element of $_SESSION becomes an attribute of the session. login() sets its user, which is $_SESSION['userId'].

class MayflySessionHandler implements SessionHandlerInterface, SessionIdInterface, SessionUpdateTimestampHandlerInterface
{
    private const JSON = JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;

    private ?array $session = null; // as it was read

    public function __construct(private string $url, private string $store = 'default', private string $token = '')
    {
        ini_set('session.use_strict_mode', '1');
        ini_set('session.serialize_handler', 'php_serialize');
    }

    /** Logs a user in. The session gets a new id, and the old one is worth nothing from then on. */
    public function login(string $userId): void
    {
        session_write_close();
        $id = $this->create_sid();
        $login = ['userId' => $userId, 'ttl' => $this->ttl()];
        // Where there is nothing to rotate, because nothing was saved yet or it has ended, the login starts a session.
        if ($this->call('POST', '/self/rotate', session_id(), ['sessionId' => $id] + $login) === null) {
            $this->call('PUT', '/self', $id, $login);
        }
        session_id($id);
        session_start();
    }

    /** Logs a user out everywhere, and returns the number of sessions that this has ended. */
    public function logoutEverywhere(string $userId): int
    {
        return $this->call('DELETE', '?userId=' . rawurlencode($userId))['ended'];
    }

    /** Returns the live sessions of a user, for a list of devices; without their ids. */
    public function ofUser(string $userId): array
    {
        return $this->call('GET', '?userId=' . rawurlencode($userId))['sessions'];
    }

    public function open(string $path, string $name): bool { return true; }
    public function close(): bool { return true; }
    public function gc(int $max_lifetime): int|false { return 0; }
    public function create_sid(): string { return bin2hex(random_bytes(32)); }
    private function ttl(): string { return 'PT' . ini_get('session.gc_maxlifetime') . 'S'; }

    // In strict mode PHP calls this before read(), and makes a new id if the session is not live.
    public function validateId(string $id): bool
    {
        $this->session = preg_match('/^[0-9a-f]{64}$/D', $id) ? $this->call('GET', '/self', $id) : null;
        return $this->session !== null;
    }

    // $_SESSION['userId'] is the user whom login() set, whatever the attributes are.
    public function read(string $id): string|false
    {
        $values = array_map(self::decoded(...), $this->session['attributes'] ?? []);
        return $this->session === null ? '' : serialize(['userId' => $this->session['userId'] ?? null] + $values);
    }

    // Saves what this request has changed. Where another request was faster, that one's changes stay. A save that arrives
    // after the logout finds no session, and the logout stands.
    public function write(string $id, string $data): bool
    {
        $new = array_map(self::encoded(...), array_diff_key(unserialize($data), ['userId' => 0]));
        if ($this->session === null && $new !== []) {
            $this->call('PUT', '/self', $id, ['attributes' => (object) $new, 'ttl' => $this->ttl()]);
        }
        $old = $this->session['attributes'] ?? [];
        $same = fn($value, $name) => array_key_exists($name, $old) && $old[$name] === $value;
        $changed = array_diff_key($new, array_filter($new, $same, ARRAY_FILTER_USE_BOTH));
        for ($now = $this->session; $now !== null; $now = $this->call('GET', '/self', $id)) {
            $attributes = $changed + array_diff_key($now['attributes'], array_diff_key($old, $new));
            $match = "If-Match: \"{$now['version']}\"";
            if ($this->call('PUT', '/self', $id, ['attributes' => (object) $attributes], $match) !== false) break;
        }
        return true;
    }

    // PHP calls this in place of write() if nothing has changed.
    public function updateTimestamp(string $id, string $data): bool { return $this->call('POST', '/self/touch', $id) !== false; }
    public function destroy(string $id): bool { return $this->call('DELETE', '/self?reason=logout', $id) !== false; }

    // A value that JSON does not keep as it is becomes {"php": "<serialised>"}.
    private static function encoded(mixed $value): mixed
    {
        $kept = json_decode((string) json_encode($value, self::JSON), true) === $value;
        return $kept && !isset($value['php']) ? $value : ['php' => base64_encode(serialize($value))];
    }

    private static function decoded(mixed $value): mixed
    {
        return is_array($value) && isset($value['php']) ? unserialize(base64_decode($value['php'])) : $value;
    }

    // Returns the answer, null if there is no such session, or false if it is at another version. The id goes into a header,
    // so that no proxy logs it.
    private function call(string $method, string $path, string $id = '', ?array $body = null, string ...$headers): mixed
    {
        array_push($headers, 'Content-Type: application/json', "Mayfly-Session: $id");
        if ($this->token !== '') $headers[] = "Authorization: Bearer $this->token";
        $http = ['method' => $method, 'header' => $headers, 'timeout' => 5, 'ignore_errors' => true];
        if ($body !== null) $http['content'] = json_encode($body, self::JSON | JSON_THROW_ON_ERROR);
        $address = "$this->url/sessions$path" . (str_contains($path, '?') ? '&' : '?') . "store=$this->store";
        $answer = file_get_contents($address, false, stream_context_create(['http' => $http]));
        $status = (int) substr($http_response_header[0] ?? '', 9, 3);
        return match (true) {
            $status >= 200 && $status < 300 => json_decode($answer, true) ?? [],
            $status === 404 && $method !== 'PUT', $status === 410 => null,
            $status === 412 => false,
            default => throw new RuntimeException("Mayfly answered $status to $method /sessions$path: $answer"),
        };
    }
}

<?php
// An application with a login, whose sessions are in Mayfly.
//   MAYFLY_URL=http://localhost:8080 php -S localhost:3000 app.php
declare(strict_types=1);
require __DIR__ . '/MayflySessionHandler.php';

$sessions = new MayflySessionHandler(
    getenv('MAYFLY_URL') ?: 'http://localhost:8080', getenv('MAYFLY_STORE') ?: 'default', getenv('MAYFLY_TOKEN') ?: '');
session_set_save_handler($sessions);
session_start(['gc_maxlifetime' => 1800, 'cookie_httponly' => true, 'cookie_samesite' => 'Lax']);

[$page, $argument] = explode('/', trim(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH), '/') . '/');
$answer = match ("$_SERVER[REQUEST_METHOD] $page") {
    'GET visit' => visit(),
    'GET look' => ['userId' => $_SESSION['userId'] ?? null],
    'GET slow' => slow(),
    'POST login' => login($sessions, $argument),
    'POST logout' => session_destroy(),
    'POST logout-everywhere' => ['ended' => $sessions->logoutEverywhere($_SESSION['userId'] ?? '')],
    'GET devices' => array_map(devices(...), $sessions->ofUser($_SESSION['userId'] ?? '')),
    default => http_response_code(404),
};
// Before the answer, so that the next request finds what this one has saved.
session_write_close();
header('Content-Type: application/json');
echo json_encode($answer);

function visit(): array
{
    $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
    return ['visits' => $_SESSION['visits'], 'userId' => $_SESSION['userId'] ?? null];
}

/** A page that takes as long as the one that SLOW_URL names. */
function slow(): array
{
    $_SESSION['slow'] = true;
    if ($url = getenv('SLOW_URL')) file_get_contents($url);
    return ['userId' => $_SESSION['userId'] ?? null];
}

function login(MayflySessionHandler $sessions, string $user): array
{
    $sessions->login(rawurldecode($user));
    return ['userId' => $_SESSION['userId']];
}

function devices(array $session): array
{
    return ['handle' => $session['handle'], 'expiresAt' => $session['expiresAt']];
}

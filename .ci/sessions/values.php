<?php
// Keeps values of every kind in a session, reads them again, and looks at how they are kept.
declare(strict_types=1);
require getcwd() . '/MayflySessionHandler.php';

function expect(mixed $expected, mixed $found, string $what): void
{
    if (serialize($expected) !== serialize($found)) {
        fwrite(STDERR, "$what: expected " . var_export($expected, true) . ', found ' . var_export($found, true) . "\n");
        exit(1);
    }
}

/** Expects values in $_SESSION, in any order, and no user. */
function expectSession(array $values, string $what): void
{
    $values += ['userId' => null];
    $found = $_SESSION;
    ksort($values);
    ksort($found);
    expect($values, $found, $what);
}

ini_set('session.use_cookies', '0');
ini_set('session.cache_limiter', '');
set_error_handler(fn($level, $message, $file, $line) => throw new ErrorException($message, 0, $level, $file, $line));
session_set_save_handler(new MayflySessionHandler(getenv('MAYFLY_URL'), getenv('MAYFLY_STORE'), getenv('MAYFLY_TOKEN')));

$values = [
    'zero' => 0, 'int' => PHP_INT_MAX, 'float' => 1.0, 'tenth' => 0.1, 'infinite' => INF, 'null' => null, 'no' => false,
    'empty' => '', 'text' => "caf\u{e9} \u{1f600}\n", 'bytes' => "\xff\x00", 'list' => [1, 'two', null], 'nothing' => [],
    'order' => ['b' => 1, 'a' => ['x' => null]], 'numbers' => [5 => 'five', 0 => 'zero'], 'mark' => ['php' => 'x'],
    'object' => new DateTimeImmutable('2026-01-01T00:00:00Z'), 'nested' => ['at' => new ArrayObject([1])],
];
session_start();
$id = session_id();
$_SESSION = $values;
session_write_close();

session_start();
expect($id, session_id(), 'the id');
expectSession($values, 'the values');
session_write_close();

session_start();
unset($_SESSION['zero'], $_SESSION['object']);
unset($values['zero'], $values['object']);
$_SESSION['order'] = $values['order'] = ['a' => ['x' => null], 'b' => 1];
session_write_close();
session_start();
expectSession($values, 'the values that are left');

// PHP's own way to a new id ends the session, and starts another with the same values.
session_regenerate_id(true);
session_write_close();
expect(false, session_id() === $id, 'the same id');
session_start();
expect(INF, $_SESSION['infinite'], 'a value under the new id');
session_destroy();
session_id($id);
session_start();
expect([], $_SESSION, 'the session that has ended');
expect(false, session_id() === $id, 'the id of a session that has ended');
echo "values of every kind: ok\n";

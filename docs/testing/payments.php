<?php

declare(strict_types=1);

/** A store of a test, and what a test asks it: with streams, so with PHP alone. */
final class Store
{
    public readonly string $name;
    private readonly string $mayfly;

    /** Makes an empty store, or a copy of another one. */
    public function __construct(?Store $original = null)
    {
        $this->mayfly = getenv('MAYFLY_URL') ?: 'http://localhost:8080';
        $this->name = 'php-' . bin2hex(random_bytes(16));
        $made = $original === null
            ? $this->send('PUT', '', ['ttl' => 'PT10M'])
            : $original->send('POST', '/forks', ['name' => $this->name, 'ttl' => 'PT10M']);
        same(201, $made['status']);
    }

    /** Sends a request to an address below the store's. */
    public function send(string $method, string $path, ?array $body = null, array $headers = []): array
    {
        return $this->call($method, "/stores/{$this->name}$path", $body, $headers);
    }

    /** Sends a command to a payment in this store. */
    public function pay(string $path, array $body, array $headers = []): array
    {
        return $this->call('POST', "/payments$path?store={$this->name}", $body, $headers);
    }

    /** Returns the types and data of the events after a position. */
    public function eventsAfter(int $position): array
    {
        $events = $this->send('GET', "/events?sort=position&after=$position")['body']['events'];
        return array_map(fn (array $event) => [$event['eventType'], $event['data']], $events);
    }

    private function call(string $method, string $target, ?array $body, array $headers): array
    {
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => ['Content-Type: application/json', ...$headers],
            'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
            'ignore_errors' => true,
            'timeout' => 30,
        ]]);
        $answer = @file_get_contents($this->mayfly . $target, false, $context);
        if ($answer === false) {
            throw new RuntimeException("No answer to $method $target");
        }
        return [
            'status' => (int) explode(' ', $http_response_header[0])[1],
            'headers' => array_map(strtolower(...), $http_response_header),
            'body' => json_decode($answer, true),
        ];
    }
}

function same(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        throw new RuntimeException('Expected ' . json_encode($expected) . ', but it is ' . json_encode($actual));
    }
}

$paid = ['eventType' => 'PaymentProcessed', 'data' => ['amount' => 100, 'currency' => 'EUR']];

$tests = [
    'what was paid is refunded' => function (Store $store) use ($paid): void {
        $store->send('POST', '/aggregates/payment-1/events', $paid);

        same(201, $store->pay('/payment-1/refund', ['amount' => 20])['status']);

        same([['PaymentRefunded', ['amount' => 20, 'currency' => 'EUR']]], $store->eventsAfter(1));
    },

    'no more is refunded than was paid' => function (Store $store) use ($paid): void {
        $store->send('POST', '/aggregates/payment-1/events', $paid);

        $answer = $store->pay('/payment-1/refund', ['amount' => 101]);

        same(409, $answer['status']);
        same('urn:mayfly:problem:refund-exceeds-payment', $answer['body']['type']);
        same([], $store->eventsAfter(1));
    },

    'a copy goes its own way' => function (Store $store) use ($paid): void {
        $store->send('POST', '/aggregates/payment-1/events', $paid);
        $copy = new Store($store);

        same(201, $copy->pay('/payment-1/refund', ['amount' => 20])['status']);

        same(2, count($copy->eventsAfter(0)));
        same(1, count($store->eventsAfter(0)));
        $copy->send('DELETE', '');
    },

    'a command with the same key is carried out once' => function (Store $store): void {
        $pay = fn (): array => $store->pay(
            '/payment-1/process',
            ['amount' => 100, 'currency' => 'EUR'],
            ['Idempotency-Key: order-7'],
        );

        $first = $pay();
        $again = $pay();

        same($first['body'], $again['body']);
        same(true, in_array('idempotent-replayed: true', $again['headers'], true));
        same(1, $store->send('GET', '')['body']['events']);
    },

    'a retry after a lost answer pays once' => function (Store $store): void {
        $store->send('PUT', '/faults', ['rules' => [['on' => 'append', 'nth' => 1, 'effect' => 'lost-response']]]);
        $pay = fn (): array => $store->pay(
            '/payment-1/process',
            ['amount' => 100, 'currency' => 'EUR'],
            ['Idempotency-Key: order-7'],
        );

        $lost = false;
        try {
            $pay();
        } catch (RuntimeException) {
            $lost = true;
        }
        $retried = $pay();

        same(true, $lost);
        same(201, $retried['status']);
        same(true, in_array('idempotent-replayed: true', $retried['headers'], true));
        same(1, $store->send('GET', '')['body']['events']);
    },

    'a projection has what was just appended' => function (Store $store): void {
        $byCurrency = ['groupBy' => 'data.currency', 'fields' => ['total' => ['sum' => 'data.amount']]];
        same(201, $store->send('PUT', '/projections/by-currency', $byCurrency)['status']);
        $position = $store->pay('/payment-1/process', ['amount' => 100, 'currency' => 'EUR'])['body']['lastPosition'];

        $state = $store->send('GET', "/projections/by-currency/state?minPosition=$position");

        same([['key' => 'EUR', 'fields' => ['total' => 100]]], $state['body']['states']);
    },

    'what happens after midnight counts for the next month' => function (Store $store): void {
        $store->send('PUT', '/clock', ['mode' => 'frozen', 'at' => '2026-01-31T23:59:00Z']);
        $store->send('POST', '/aggregates/order-1/events', ['eventType' => 'OrderPlaced']);
        $store->send('POST', '/clock/advance', ['by' => 'PT2M']);
        $store->send('POST', '/aggregates/order-1/events', ['eventType' => 'OrderShipped']);

        $buckets = $store->send('GET', '/analytics/trends?interval=month')['body']['buckets'];

        same(['2026-01' => 1, '2026-02' => 1], array_column($buckets, 'count', 'key'));
    },
];

$failed = 0;
foreach ($tests as $name => $test) {
    $store = new Store();
    try {
        $test($store);
        echo "ok - $name\n";
    } catch (Throwable $problem) {
        $failed++;
        echo "not ok - $name: {$problem->getMessage()}\n";
    } finally {
        $store->send('DELETE', '');
    }
}
echo count($tests) - $failed, " passed, $failed failed\n";
exit($failed === 0 ? 0 : 1);

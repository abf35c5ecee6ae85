from django.db import connection


def test_liveness_answers(client):
    assert client.get("/health/live").json() == {"status": "ok"}


def test_readiness_needs_a_worker(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "database": True, "worker": False, "storage": True}


def test_readiness_with_a_fresh_heartbeat(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert client.get("/health/ready").status_code == 200

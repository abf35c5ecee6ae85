"""``python -m ledgerlift_server.jobs`` runs a worker."""

from ledgerlift_server.jobs.worker import main

if __name__ == "__main__":
    main()

from pathlib import Path

import pytest

from ledgerlift_server.syncs import states
from ledgerlift_server.syncs.states import SYNC_MOVES, UPLOAD_MOVES, SyncState, UploadState

DOCS = Path(__file__).parents[3] / "docs"


def test_every_state_has_its_moves():
    assert set(UPLOAD_MOVES) == set(UploadState)
    assert set(SYNC_MOVES) == set(SyncState)


def test_a_complete_sync_never_moves_again():
    for state in SyncState:
        with pytest.raises(states.MoveNotAllowedError):
            states.check_sync_move(SyncState.COMPLETE, state)


def test_an_upload_is_read_before_anything_is_known_of_it():
    with pytest.raises(states.MoveNotAllowedError):
        states.check_upload_move(UploadState.RECEIVED, UploadState.READY)
    states.check_upload_move(UploadState.READING, UploadState.READY)


def test_page_of_states_is_current():
    assert (DOCS / "reference" / "states.md").read_text(encoding="utf-8") == states.render_diagram()

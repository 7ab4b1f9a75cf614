"""Words and their numbers."""

from __future__ import annotations

import pytest

from gridmap.errors import InputError
from gridmap.fieldwork.outcomes import (
    MODES,
    OUTCOMES,
    WITHDRAWN,
    Mode,
    Outcome,
    Source,
    code_words,
)


def test_the_words_are_the_contract():
    assert " ".join(Outcome) == "met no_answer no_access refused vacant moved not_found"
    assert " ".join(Mode) == "door phone chat elsewhere"
    assert " ".join(Source) == "on_the_spot later paper told"


def test_numbers_read_back_as_words():
    assert [OUTCOMES[n] for n in code_words([*Outcome], Outcome, missing=WITHDRAWN)] == [*Outcome]
    assert [MODES[n] for n in code_words([*Mode], Mode, missing=0)] == [*Mode]


def test_none_is_what_is_said():
    assert code_words([None, "met"], Outcome, missing=WITHDRAWN).tolist() == [-1, 0]


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("vocabulary", [Outcome, Mode, Source])
def test_an_unknown_word_is_named_with_the_known_ones(vocabulary, lang):
    with pytest.raises(InputError) as refusal:
        code_words(["Met!"], vocabulary, missing=WITHDRAWN)
    sentence = refusal.value.sentence(lang)
    assert "Met!" in sentence
    assert all(word in sentence for word in vocabulary)

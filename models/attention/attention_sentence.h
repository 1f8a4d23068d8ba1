#pragma once

#include "models/language/language.h"
#include "models/selection/entity_key.h"
#include "twin/alarm/attention.h"

#include <QString>

namespace models {

/// What is wrong, as a translated sentence without the entity's name ("89.4 % of A→B in use").
[[nodiscard]] QString attentionSentence(const twin::alarm::AttentionItem& item,
                                        const twin::state::Snapshot& snapshot, const Language& language);

/// The sentence, and below it what it leaves out: the source's own words for an alarm of a known type.
[[nodiscard]] QString attentionToolTip(const twin::alarm::AttentionItem& item,
                                       const twin::state::Snapshot& snapshot, const Language& language);

/// What the item leads to; invalid for items about the whole twin or a kind.
[[nodiscard]] EntityKey attentionKey(const twin::alarm::AttentionItem& item);

/// The name of what the item is about.
[[nodiscard]] QString attentionSubject(const twin::alarm::AttentionItem& item,
                                       const twin::state::Snapshot& snapshot, const Language& language);

} // namespace models

#pragma once

#include "twin/compute/offer_table.h"
#include "twin/registry/registry.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>

namespace models {

/// What words of a registry a query can be completed with.
struct QueryWords
{
    twin::registry::RegistryPtr registry;
    QHash<QString, QStringList> values; ///< of text fields, by the field's name; sorted
    QStringList places;                 ///< identifiers of sites, then of pools; latency is asked from them
};

using QueryWordsPtr = std::shared_ptr<const QueryWords>;

/// `registry` is that of the table. Cost: O(offers · text fields). Long lists (identifiers, names) are left
/// out: they are searched, not chosen.
[[nodiscard]] QueryWordsPtr queryWords(const twin::compute::OfferTable& table,
                                       twin::registry::RegistryPtr registry);

/// What can stand at a place of a query's text.
struct QueryCompletion
{
    qsizetype from = 0; ///< the word that is being written: [from, to) is replaced
    qsizetype to = 0;
    QStringList words; ///< that fit, at most kMostCompletions
};

inline constexpr qsizetype kMostCompletions = 60;

/// @param cursor between characters of `text` @param words null: fields and keywords only
/// Looks at what stands before the cursor alone: it need not be a query that can be read.
[[nodiscard]] QueryCompletion completeQuery(const QString& text, qsizetype cursor, const QueryWords* words);

/// Help on a word of the language, as it stands in the list; empty: none.
[[nodiscard]] QString queryFieldHelp(const QString& field);

} // namespace models

#pragma once

#include "twin/compute/query_reason.h"

#include <QCoreApplication>
#include <QString>

namespace models {

/// Why a discovery query cannot be read or answered, in the current language: by the kind of the reason. One
/// line a kind in the source; a kind without one is said in the engine's English.
class QueryReasonWords
{
    Q_DECLARE_TR_FUNCTIONS(models::QueryReasonWords)

  public:
    /// "there is no field “chipp”; nearest: chip". No full stop.
    [[nodiscard]] static QString of(const twin::compute::QueryReason& reason);
    /// Whether there are words for the kind.
    [[nodiscard]] static bool has(twin::compute::QueryReasonKind kind);
};

/// What is wrong with a query, and where: for the line below it.
struct QueryFaultText
{
    Q_DECLARE_TR_FUNCTIONS(models::QueryFaultText)

  public:
    qsizetype column = 0; ///< in characters of the text, from 1; 0 = nowhere in particular
    QString reason;       ///< in the current language
    QString sentence;     ///< with the place: "At column 8 (“cardz”): …"

    /// @param text the query
    [[nodiscard]] static QueryFaultText of(const twin::compute::QueryFault& fault, const QString& text);
};

} // namespace models

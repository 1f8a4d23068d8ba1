#pragma once

#include <QString>

#include <algorithm>

namespace models::format {

/// Whether a number is shown without any digit but 0: a sign before it would say no more than that arithmetic
/// left something over.
[[nodiscard]] inline bool isNothing(const QString& number)
{
    return std::none_of(number.cbegin(), number.cend(), [](QChar c) { return c.isDigit() && c != u'0'; });
}

} // namespace models::format

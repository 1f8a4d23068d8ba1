#pragma once

#include "models/planner/command_check.h"

#include <QCoreApplication>
#include <QLocale>
#include <QString>

namespace views {

/// The answer of a dry run, in sentences.
class TouchText
{
    Q_DECLARE_TR_FUNCTIONS(views::TouchText)

  public:
    /// "It touches 2 links (…), 1 resource pool…"
    [[nodiscard]] static QString of(const twin::scenario::Touch& touch, const QLocale& locale);
};

} // namespace views

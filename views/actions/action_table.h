#pragma once

#include <QString>

#include <span>

namespace views {

enum class ActionCategory : unsigned char { File, Go, Map, Time, Handling, Plan, View, Help };
inline constexpr int kActionCategoryCount = 8;

/// One line of the table all menus, tool buttons, shortcuts and the list of shortcuts are made from.
struct ActionSpec
{
    const char* id; ///< "view.fit"
    ActionCategory category;
    const char* text;      ///< source text, context views::ActionRegistry
    const char* shortcuts; ///< portable key sequences separated by a space; empty = none
    const char* icon;      ///< name for `icon()`; empty = none
    bool checkable = false;
};

[[nodiscard]] std::span<const ActionSpec> actionTable();

} // namespace views

#pragma once

#include <QAbstractItemModel>
#include <QCollator>

#include <optional>
#include <vector>

namespace models {

/// The order of rows by SortRole: numbers by value, texts in the order of a language. Values that are not
/// known come last in both orders. Between prepare() and clear() each value is asked for once, not once per
/// comparison. GUI thread.
class SortKeys
{
  public:
    SortKeys();

    void setLocale(const QLocale& locale) { m_collator.setLocale(locale); }

    /// @param column of the model; one it does not have prepares nothing
    void prepare(const QAbstractItemModel& model, int column);

    void clear() { m_keys.clear(); }

    /// @param left, right of the model that is sorted @param order the base class swaps the sides for a
    /// descending one
    [[nodiscard]] bool isLess(const QModelIndex& left, const QModelIndex& right, Qt::SortOrder order) const;

  private:
    struct Key
    {
        std::optional<QCollatorSortKey> text;
        double number = 0; ///< NaN: not known
    };

    [[nodiscard]] Key keyOf(const QModelIndex& index) const;
    [[nodiscard]] static bool isLess(const Key& left, const Key& right, Qt::SortOrder order);

    QCollator m_collator;
    std::vector<Key> m_keys; ///< by row
};

} // namespace models

#pragma once

#include "models/selection/entity_key.h"

#include <QAbstractTableModel>

#include <functional>

namespace models {

/// What the tables of worked-out answers share: cells with a text, a unit and what is known of them. They are
/// replaced as a whole, and announced as changes where the rows stay the same ones. GUI thread.
class CellTable : public QAbstractTableModel
{
    Q_OBJECT

  public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    /// What the row stands for; none by default. Precondition: row in range.
    [[nodiscard]] virtual EntityKey key(int row) const;
    /// Texts in the current language.
    void retranslate();

  protected:
    struct Header
    {
        QString text{};
        bool isNumber = false;
        QString help{}; ///< tool tip; empty = none
    };

    struct Cell
    {
        QString text{};
        QString unit{};
        bool isKnown = true;
        bool isStale = false;
        double ratio = -1; ///< to draw as a bar (a share, not a load) when not negative
        QString help{};    ///< tool tip; empty = none
    };

    [[nodiscard]] virtual int rows() const = 0;
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual Header header(int column) const = 0;
    [[nodiscard]] virtual Cell cell(int row, int column) const = 0;

    /// Changes the rows by `change`. With `sameRows` every row stands for what it stood for before.
    void replace(bool sameRows, const std::function<void()>& change);
};

} // namespace models

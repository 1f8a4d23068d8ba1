#pragma once

#include "views/view_context.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace views {

class EntityTable;

/// The shift log: what all seats wrote, newest first, with a line below to write a note in. Says where what
/// is written is kept, and what is not saved yet.
class ShiftLogPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit ShiftLogPanel(const ViewContext& context, QWidget* parent = nullptr);

    [[nodiscard]] EntityTable& table() { return *m_table; }

    /// For the dock's title bar.
    [[nodiscard]] QWidget* controls() { return m_controls; }

    void retranslate();
    void clearFilter();
    /// Ready to type.
    void beginNote();

  private:
    void makeControls();
    void makeWriter();
    void write();
    void update();
    void updateWriter();
    [[nodiscard]] QString status() const;
    [[nodiscard]] QString selectionText() const;

    const ViewContext& m_context;
    QWidget* m_controls;
    EntityTable* m_table;
    QLineEdit* m_filter;
    QComboBox* m_show;
    QCheckBox* m_onlySelected;
    QLabel* m_count;
    QLabel* m_status;
    QComboBox* m_kind;
    QCheckBox* m_about;
    QLineEdit* m_text;
    QPushButton* m_write;
    bool m_fitted = false;
};

} // namespace views

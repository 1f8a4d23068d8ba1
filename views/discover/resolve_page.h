#pragma once

#include "views/view_context.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace views {

class EntityTable;
class ReasonLabel;

/// Resolves an identifier and shows who was asked, with what is out of service as a what-if.
class ResolvePage final : public QWidget
{
    Q_OBJECT

  public:
    explicit ResolvePage(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    void resolve();
    void takeSelection();
    void addSelectionToDown();
    void update();

    const ViewContext& m_context;
    QLineEdit* m_id;
    QLineEdit* m_down;
    QCheckBox* m_isCached;
    QLineEdit* m_cached;
    QPushButton* m_selected;
    QPushButton* m_addDown;
    QPushButton* m_resolve;
    QLabel* m_idLabel;
    QLabel* m_downLabel;
    QLabel* m_verdict;
    ReasonLabel* m_reason;
    EntityTable* m_table;
    QString m_refusal;
    bool m_fitted = false;
};

} // namespace views

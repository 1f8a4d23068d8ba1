#pragma once

#include "views/view_context.h"

#include <QDialog>
#include <QList>

class QTabWidget;

namespace views {

class CalculatorPage;

/// The four calculators of `suanwangctl efficiency`, a page each. Not modal.
class CalculatorsDialog final : public QDialog
{
    Q_OBJECT

  public:
    explicit CalculatorsDialog(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    QTabWidget* m_tabs;
    QList<CalculatorPage*> m_pages;
};

} // namespace views

#include "views/calculators/calculators_dialog.h"

#include "models/console_models.h"
#include "views/calculators/calculator_page.h"

#include <QScreen>
#include <QTabWidget>
#include <QVBoxLayout>

namespace views {

CalculatorsDialog::CalculatorsDialog(const ViewContext& context, QWidget* parent)
    : QDialog(parent)
    , m_tabs(new QTabWidget)
{
    setObjectName(QStringLiteral("calculators"));
    m_tabs->setObjectName(QStringLiteral("calculatorTabs"));
    m_tabs->setDocumentMode(true);
    for (int kind = 0; kind < models::kCalculatorCount; ++kind) {
        auto* page = new CalculatorPage(context, static_cast<models::CalculatorKind>(kind));
        m_pages.append(page);
        m_tabs->addTab(page, QString());
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    const QSize there = screen()->availableSize();
    resize(qMin(1'040, there.width() - 40), qMin(680, there.height() - 60));
    connect(&context.models.language, &models::Language::changed, this, &CalculatorsDialog::retranslate);
    retranslate();
}

void CalculatorsDialog::retranslate()
{
    setWindowTitle(tr("Calculators: efficiency of jobs"));
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        m_pages[i]->retranslate();
        m_tabs->setTabText(static_cast<int>(i), m_pages[i]->name());
    }
}

} // namespace views

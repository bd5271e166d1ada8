from services.common.migrate import run
from services.corrections.models import Base

run(Base.metadata)
